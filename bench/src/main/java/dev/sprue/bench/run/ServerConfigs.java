package dev.sprue.bench.run;

import dev.sprue.bench.upstream.Answers;
import dev.sprue.bench.upstream.Provider;
import java.nio.file.Path;
import java.util.List;

/** The configurations of what is compared: each relays to one upstream, keeps connections, and logs no access. */
public final class ServerConfigs {

    static final String KEY = "bench-key-bench-key-bench-key-01";
    static final String DEPLOYMENT = "Bench-Chat";

    private ServerConfigs() {}

    /** nginx, which relays bytes as they come ({@code proxy_buffering off}), with a worker a processor. */
    public static String nginx(Path folder, int port, int upstreamPort, int workers) {
        return """
                daemon off;
                worker_processes %1$d;
                worker_rlimit_nofile 16384;
                pid %2$s/nginx.pid;
                error_log %2$s/nginx-errors.log warn;
                events {
                  worker_connections 8192;
                }
                http {
                  access_log off;
                  client_body_temp_path %2$s/nginx-body;
                  proxy_temp_path %2$s/nginx-proxy;
                  fastcgi_temp_path %2$s/nginx-fastcgi;
                  uwsgi_temp_path %2$s/nginx-uwsgi;
                  scgi_temp_path %2$s/nginx-scgi;
                  keepalive_timeout 600s;
                  keepalive_requests 1000000000;
                  upstream models {
                    server 127.0.0.1:%4$d;
                    keepalive 2048;
                    keepalive_timeout 600s;
                    keepalive_requests 1000000000;
                  }
                  server {
                    listen 127.0.0.1:%3$d backlog=4096 reuseport;
                    location / {
                      proxy_pass http://models;
                      proxy_http_version 1.1;
                      proxy_set_header Connection "";
                      proxy_buffering off;
                      proxy_read_timeout 600s;
                    }
                  }
                }
                """.formatted(workers, folder, port, upstreamPort);
    }

    /** HAProxy, with a thread a processor; without {@code http-no-delay} it gathers the chunks of slow streams. */
    public static String haproxy(int port, int upstreamPort, int threads) {
        return """
                global
                  nbthread %1$d
                  maxconn 8192
                defaults
                  mode http
                  option http-keep-alive
                  option http-no-delay
                  http-reuse always
                  timeout connect 5s
                  timeout client 600s
                  timeout server 600s
                  timeout http-keep-alive 600s
                frontend front
                  bind 127.0.0.1:%2$d backlog 4096
                  default_backend models
                backend models
                  server upstream 127.0.0.1:%3$d pool-max-conn 4096
                """.formatted(threads, port, upstreamPort);
    }

    /** Sprue: one resource, one key, and a deployment for each provider. */
    public static String sprue(int upstreamPort, List<Provider> providers) {
        StringBuilder deployments = new StringBuilder();
        StringBuilder entries = new StringBuilder();
        for (Provider provider : providers) {
            String type = provider.type();
            deployments.append("""
                          - {name: %1$s, default: %2$s, model: {format: OpenAI, name: bench-%3$s, version: "1"}}
                    """.formatted(deployment(provider), provider == Provider.OPENAI, type));
            entries.append("""
                      - name: %1$s
                        type: %1$s
                        endpoint: http://127.0.0.1:%2$d%3$s
                    %4$s    models:
                          - {format: OpenAI, name: bench-%1$s, version: "1", id: %5$s, capabilities: [chatCompletion]}
                    """.formatted(
                    type, upstreamPort, provider == Provider.OPENAI ? "/v1" : "", credential(provider), Answers.MODEL));
        }
        return """
                listen: {host: 127.0.0.1}
                log: {access: false}
                resources:
                  - name: bench
                    keys: {key1: %s}
                    deployments:
                %sproviders:
                %s""".formatted(KEY, deployments, entries);
    }

    /** The deployment whose model's server speaks a provider's dialect. */
    static String deployment(Provider provider) {
        return provider == Provider.OPENAI ? DEPLOYMENT : DEPLOYMENT + "-" + provider.type();
    }

    private static String credential(Provider provider) {
        return switch (provider) {
            case OPENAI -> "";
            case ANTHROPIC, GEMINI -> "    apiKey: bench-upstream-key\n";
            case BEDROCK ->
                "    region: us-east-1\n    accessKeyId: AKIDEXAMPLE\n    secretAccessKey: bench-secret-bench-secret\n";
        };
    }
}
