package dev.sprue.gateway.config;

import java.util.List;
import java.util.Optional;

/**
 * A Google account that calls Vertex AI.
 *
 * @param keyFile JSON key of a service account, what {@code gcloud auth application-default login} wrote, or the file of a
 *     workload identity pool, relative to the configuration file; read anew for each token. Absent: the application default credentials, which are what
 *     {@code GOOGLE_APPLICATION_CREDENTIALS} names, {@code gcloud}'s own file, or the metadata server
 * @param scopes what the token is for; none listed: {@code https://www.googleapis.com/auth/cloud-platform}
 */
public record GoogleCredentialConfig(Optional<String> keyFile, List<String> scopes) {}
