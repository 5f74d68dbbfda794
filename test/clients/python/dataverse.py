import os

from azure.identity import ClientSecretCredential
from PowerPlatform.Dataverse.client import DataverseClient

emulator = os.environ.get("EMULATOR_URL", "https://localhost:4400")

credential = ClientSecretCredential(
    os.environ["AZURE_TENANT_ID"],
    os.environ["AZURE_CLIENT_ID"],
    os.environ["AZURE_CLIENT_SECRET"],
    authority=emulator,
    disable_instance_discovery=True,
)
with DataverseClient(f"{emulator}/environments/contoso", credential) as client:
    account_id = client.records.create("account", {"name": "Fourth Coffee"})
    account = client.records.retrieve("account", account_id, select=["name"])
    print("created", account["name"])
    for user in client.records.list("systemuser", filter="fullname eq 'Adele Vance'", select=["fullname"]):
        print(user["fullname"])
