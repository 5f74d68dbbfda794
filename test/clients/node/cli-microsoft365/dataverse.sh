# The commands for Power Platform want a user: no app by itself.
m365 login --authType password --tenant "$AZURE_TENANT_ID" --appId "$AZURE_CLIENT_ID" \
  --userName "$AZURE_USERNAME" --password "$AZURE_PASSWORD"

environment=$(m365 pp environment list --query "[?displayName=='Contoso'].name | [0]" --output text)
m365 pp dataverse table list --environmentName "$environment" --query "[?LogicalName=='account'].EntitySetName" --output json
m365 pp dataverse table get --environmentName "$environment" --name systemuser --output text
m365 request --method post --url https://contoso.crm.dynamics.com/api/data/v9.2/accounts \
  --content-type application/json --body '{ "name": "Wingtip Toys" }'
account=$(m365 pp dataverse table row list --environmentName "$environment" --tableName account \
  --query "[?name=='Wingtip Toys'].accountid | [0]" --output text)
m365 pp dataverse table row remove --environmentName "$environment" --tableName account --id "$account" --force
m365 pp dataverse table row list --environmentName "$environment" --tableName account --query "length([?name=='Wingtip Toys'])"
