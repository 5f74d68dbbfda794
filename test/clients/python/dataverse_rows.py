import os

from azure.identity import ClientSecretCredential
from PowerPlatform.Dataverse.client import DataverseClient
from PowerPlatform.Dataverse.models import UpsertItem

emulator = os.environ.get("EMULATOR_URL", "https://localhost:4400")

credential = ClientSecretCredential(
    os.environ["AZURE_TENANT_ID"],
    os.environ["AZURE_CLIENT_ID"],
    os.environ["AZURE_CLIENT_SECRET"],
    authority=emulator,
    disable_instance_discovery=True,
)
with DataverseClient(f"{emulator}/environments/contoso", credential) as client:
    # Many at once, then page by page
    ids = client.records.create("account", [{"name": f"Page {number}"} for number in range(5)])
    pages = client.records.list_pages(
        "account", filter="startswith(name,'Page ')", select=["name"], orderby=["name"], page_size=2
    )
    print([[account["name"] for account in page] for page in pages])

    # One value for all, and one row for each value
    client.records.update("account", ids, {"telephone1": "555-0199"})
    client.records.update("account", ids[:2], [{"fax": "1"}, {"fax": "2"}])
    first = client.records.retrieve("account", ids[0], select=["telephone1", "fax"])
    print(first["telephone1"], first["fax"])

    # By a key of one's own: made at first, changed afterwards
    key = client.tables.create_alternate_key("account", "new_accountnumber", ["accountnumber"])
    for phone in ("555-0100", "555-0101"):
        client.records.upsert("account", [UpsertItem({"accountnumber": "A-1"}, {"name": "Keyed", "telephone1": phone})])
    client.records.upsert(
        "account",
        [
            UpsertItem({"accountnumber": "A-1"}, {"fax": "1"}),
            UpsertItem({"accountnumber": "A-2"}, {"name": "Keyed as well"}),
        ],
    )
    keyed = client.records.list("account", filter="startswith(name,'Keyed')", orderby=["name"])
    print(key.key_attributes, [(account["name"], account["telephone1"]) for account in keyed])

    # All or nothing, with a reference to what is made along
    batch = client.batch.new()
    with batch.changeset() as changes:
        parent = changes.records.create("account", {"name": "Parent"})
        changes.records.create("contact", {"lastname": "Duffy", "parentcustomerid_account@odata.bind": parent})
    outcome = batch.execute()
    print("batch", not outcome.has_errors, len(outcome.succeeded))

    # FetchXML, all pages
    query = """<fetch count="2"><entity name="account"><attribute name="name"/><order attribute="name"/>
      <filter><condition attribute="name" operator="begins-with" value="Page "/></filter></entity></fetch>"""
    print([len(page) for page in client.query.fetchxml(query).execute_pages()])

    client.records.delete("account", ids)
    print("left", len(client.records.list("account", filter="startswith(name,'Page ')", select=["name"])))
