package dev.sprue.gateway.config;

import java.util.List;
import java.util.Optional;

/**
 * One resource: an account with endpoints, keys and deployments.
 *
 * @param name unique name, the first label of its host names
 * @param location the region that it claims in headers and errors
 * @param subscription the subscription's GUID, part of the resource's ARM id
 * @param resourceGroup the resource group, part of the resource's ARM id
 * @param keys keys declared here; one that is absent is made at first start
 * @param disableLocalAuth whether keys are refused
 * @param network which addresses may call
 * @param deployments what it serves
 * @param raiPolicies content-filter policies, in the shape of ARM
 * @param raiBlocklists lists of forbidden words and patterns, in the shape of ARM
 * @param roleAssignments who may do what
 */
public record ResourceConfig(
        @Matches(Form.NAME) String name,
        @Default("local") @Matches(Form.REGION) String location,

        @Default("00000000-0000-0000-0000-000000000000") @Matches(Form.GUID)
        String subscription,

        @Default("sprue") @Matches(Form.RESOURCE_GROUP) String resourceGroup,
        KeysConfig keys,
        @Default("false") boolean disableLocalAuth,
        NetworkConfig network,
        List<DeploymentConfig> deployments,
        @Pending("nothing is filtered") List<RaiPolicyConfig> raiPolicies,
        @Pending("nothing is filtered") List<RaiBlocklistConfig> raiBlocklists,

        @Pending("there are no roles; keys may do everything")
        Optional<Unread> roleAssignments) {}
