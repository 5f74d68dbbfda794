# The commands for Power Platform want a user: no app by itself.
m365 login --authType password --tenant "$AZURE_TENANT_ID" --appId "$AZURE_CLIENT_ID" \
  --userName "$AZURE_USERNAME" --password "$AZURE_PASSWORD"

environment=$(m365 pp environment list --asAdmin --query "[?displayName=='Contoso'].name | [0]" --output text)
as_admin=(--environmentName "$environment" --asAdmin)
m365 pp dataverse table list "${as_admin[@]}" --query "[?LogicalName=='account'].EntitySetName" --output json
m365 pp dataverse table get "${as_admin[@]}" --name systemuser --output text
m365 request --method post --url https://contoso.crm.dynamics.com/api/data/v9.2/accounts \
  --content-type application/json --body '{ "name": "Wingtip Toys" }'
account=$(m365 pp dataverse table row list "${as_admin[@]}" --tableName account \
  --query "[?name=='Wingtip Toys'].accountid | [0]" --output text)
m365 pp dataverse table row remove "${as_admin[@]}" --tableName account --id "$account" --force
m365 pp dataverse table row list "${as_admin[@]}" --tableName account --query "length([?name=='Wingtip Toys'])"
