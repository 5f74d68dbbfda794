import com.azure.identity.ClientSecretCredentialBuilder;
import com.microsoft.graph.models.Group;
import com.microsoft.graph.serviceclient.GraphServiceClient;

public class GraphProxy {
    public static void main(String[] arguments) {
        var credential = new ClientSecretCredentialBuilder()
            .tenantId(System.getenv("AZURE_TENANT_ID"))
            .clientId(System.getenv("AZURE_CLIENT_ID"))
            .clientSecret(System.getenv("AZURE_CLIENT_SECRET"))
            .build();
        var graph = new GraphServiceClient(credential, "https://graph.microsoft.com/.default");

        var users = graph.users().get(request -> {
            request.queryParameters.filter = "startswith(displayName,'Adele')";
            request.queryParameters.select = new String[] {"displayName"};
        });
        users.getValue().forEach(user -> System.out.println(user.getDisplayName()));

        var group = new Group();
        group.setDisplayName("Buyers");
        group.setMailNickname("buyers");
        group.setMailEnabled(false);
        group.setSecurityEnabled(true);
        System.out.println("created " + graph.groups().post(group).getDisplayName());
        System.exit(0);
    }
}
