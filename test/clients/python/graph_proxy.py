import asyncio
import os

from azure.identity import ClientSecretCredential
from kiota_abstractions.base_request_configuration import RequestConfiguration
from msgraph import GraphServiceClient
from msgraph.generated.models.group import Group
from msgraph.generated.users.users_request_builder import UsersRequestBuilder


async def main():
    credential = ClientSecretCredential(
        os.environ["AZURE_TENANT_ID"], os.environ["AZURE_CLIENT_ID"], os.environ["AZURE_CLIENT_SECRET"]
    )
    graph = GraphServiceClient(credential, ["https://graph.microsoft.com/.default"])

    parameters = UsersRequestBuilder.UsersRequestBuilderGetQueryParameters(
        filter="startswith(displayName,'Adele')", select=["displayName"]
    )
    users = await graph.users.get(RequestConfiguration(query_parameters=parameters))
    print([user.display_name for user in users.value])
    buyers = Group(display_name="Buyers", mail_nickname="buyers", mail_enabled=False, security_enabled=True)
    created = await graph.groups.post(buyers)
    print("created", created.display_name)


asyncio.run(main())
