import asyncio
import os

from azure.identity import ClientSecretCredential
from kiota_abstractions.base_request_configuration import RequestConfiguration
from kiota_authentication_azure.azure_identity_authentication_provider import AzureIdentityAuthenticationProvider
from msgraph import GraphRequestAdapter, GraphServiceClient
from msgraph.generated.models.group import Group
from msgraph.generated.users.users_request_builder import UsersRequestBuilder

emulator = os.environ.get("EMULATOR_URL", "https://localhost:4400")


async def main():
    credential = ClientSecretCredential(
        os.environ["AZURE_TENANT_ID"],
        os.environ["AZURE_CLIENT_ID"],
        os.environ["AZURE_CLIENT_SECRET"],
        authority=emulator,
        disable_instance_discovery=True,
    )
    # To any host that is not allowed (without its port) no token is sent.
    provider = AzureIdentityAuthenticationProvider(
        credential, scopes=["https://graph.microsoft.com/.default"], allowed_hosts=["localhost"]
    )
    adapter = GraphRequestAdapter(provider)
    adapter.base_url = f"{emulator}/v1.0"
    graph = GraphServiceClient(request_adapter=adapter)

    parameters = UsersRequestBuilder.UsersRequestBuilderGetQueryParameters(
        filter="startswith(displayName,'Adele')", select=["displayName"]
    )
    users = await graph.users.get(RequestConfiguration(query_parameters=parameters))
    print([user.display_name for user in users.value])
    buyers = Group(display_name="Buyers", mail_nickname="buyers", mail_enabled=False, security_enabled=True)
    created = await graph.groups.post(buyers)
    print("created", created.display_name)


asyncio.run(main())
