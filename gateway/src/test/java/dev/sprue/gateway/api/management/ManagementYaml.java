package dev.sprue.gateway.api.management;

/** Configurations of these tests. */
final class ManagementYaml {

    /** Two resources of one group, and one of another subscription. */
    static final String TWO_RESOURCES = """
            admin: {token: %s}
            resources:
              - name: Contoso
                location: West Europe
                subscription: 11111111-2222-3333-4444-555555555555
                resourceGroup: Team-A
                keys:
                  key1: %s
                deployments:
                  - name: Declared
                    model: {format: Sprue, name: sprue-chat}
              - name: fabrikam
                subscription: 11111111-2222-3333-4444-555555555555
                resourceGroup: Team-A
              - name: elsewhere
                subscription: 99999999-2222-3333-4444-555555555555
                resourceGroup: Other
                disableLocalAuth: true
            """.formatted(ManagementHost.TOKEN, ManagementHost.KEY1);

    private ManagementYaml() {}
}
