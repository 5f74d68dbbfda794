import com.azure.identity.ClientSecretCredentialBuilder;
import com.microsoft.graph.core.authentication.AzureIdentityAuthenticationProvider;
import com.microsoft.graph.models.Group;
import com.microsoft.graph.serviceclient.GraphServiceClient;
import java.util.Optional;

public class Graph {
    public static void main(String[] arguments) {
        var emulator = Optional.ofNullable(System.getenv("EMULATOR_URL")).orElse("https://localhost:4400");

        var credential = new ClientSecretCredentialBuilder()
            .tenantId(System.getenv("AZURE_TENANT_ID"))
            .clientId(System.getenv("AZURE_CLIENT_ID"))
            .clientSecret(System.getenv("AZURE_CLIENT_SECRET"))
            .authorityHost(emulator)
            .disableInstanceDiscovery()
            .build();
        // To any host that is not allowed (without its port) no token is sent.
        var provider = new AzureIdentityAuthenticationProvider(
            credential, new String[] {"localhost"}, "https://graph.microsoft.com/.default");
        var graph = new GraphServiceClient(provider);
        graph.getRequestAdapter().setBaseUrl(emulator + "/v1.0");

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
