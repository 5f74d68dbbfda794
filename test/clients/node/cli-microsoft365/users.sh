# HTTPS_PROXY and NODE_EXTRA_CA_CERTS say where the emulator is: the CLI's own hosts are fixed.
m365 login --authType secret --tenant "$AZURE_TENANT_ID" --appId "$AZURE_CLIENT_ID" --secret "$AZURE_CLIENT_SECRET"

m365 entra user add --userName nora@contoso.onmicrosoft.com --displayName 'Nora Lindqvist' --usageLocation SE
sku=$(m365 entra license list --query "[?skuPartNumber=='POWERAPPS_PER_USER'].skuId | [0]" --output text)
m365 entra user license add --userName nora@contoso.onmicrosoft.com --ids "$sku"
m365 entra user list --displayName Nora --properties displayName,assignedLicenses
m365 entra user get --userName nora@contoso.onmicrosoft.com --output text
m365 entra user remove --userName nora@contoso.onmicrosoft.com --force
