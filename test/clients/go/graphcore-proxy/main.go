package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"net/url"
	"os"

	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
	kiota "github.com/microsoft/kiota-abstractions-go"
	azauth "github.com/microsoft/kiota-authentication-azure-go"
	graphcore "github.com/microsoftgraph/msgraph-sdk-go-core"
)

func main() {
	credential, err := azidentity.NewClientSecretCredential(
		os.Getenv("AZURE_TENANT_ID"), os.Getenv("AZURE_CLIENT_ID"), os.Getenv("AZURE_CLIENT_SECRET"), nil)
	check(err)
	provider, err := azauth.NewAzureIdentityAuthenticationProviderWithScopes(
		credential, []string{"https://graph.microsoft.com/.default"})
	check(err)
	adapter, err := graphcore.NewGraphRequestAdapterBase(provider, graphcore.GraphClientOptions{})
	check(err)

	var users struct {
		Value []struct{ DisplayName string }
	}
	filter := url.Values{"$filter": {"startswith(displayName,'Adele')"}}
	send(adapter, kiota.GET, "/v1.0/users?"+filter.Encode(), nil, &users)
	fmt.Println(users.Value)

	group := map[string]any{"displayName": "Buyers", "mailNickname": "buyers", "mailEnabled": false, "securityEnabled": true}
	var created struct{ DisplayName string }
	send(adapter, kiota.POST, "/v1.0/groups", group, &created)
	fmt.Println("created", created.DisplayName)
}

// The generated SDK, github.com/microsoftgraph/msgraph-sdk-go, does this for its models, given the same adapter.
func send(adapter kiota.RequestAdapter, method kiota.HttpMethod, path string, body any, answer any) {
	request := kiota.NewRequestInformation()
	request.Method = method
	address, err := url.Parse("https://graph.microsoft.com" + path)
	check(err)
	request.SetUri(*address)
	if body != nil {
		content, err := json.Marshal(body)
		check(err)
		request.SetStreamContentAndContentType(content, "application/json")
	}
	bytes, err := adapter.SendPrimitive(context.Background(), request, "[]byte", nil)
	check(err)
	check(json.Unmarshal(bytes.([]byte), answer))
}

func check(err error) {
	if err != nil {
		log.Fatalf("%T: %v", err, err)
	}
}
