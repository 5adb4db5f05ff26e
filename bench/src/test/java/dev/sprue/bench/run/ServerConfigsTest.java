package dev.sprue.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.bench.upstream.Answers;
import dev.sprue.bench.upstream.Provider;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerConfigsTest {

    @Test
    void nginxRelaysStreamsAsTheyComeAndKeepsConnections() {
        String config = ServerConfigs.nginx(Path.of("/run/bench"), 8001, 9001, 2);
        assertThat(config)
                .contains("worker_processes 2;")
                .contains("listen 127.0.0.1:8001 ")
                .contains("server 127.0.0.1:9001;")
                .contains("proxy_buffering off;")
                .contains("proxy_http_version 1.1;")
                .contains("access_log off;")
                .contains("pid /run/bench/nginx.pid;")
                .doesNotContain("%");
        assertThat(config.chars().filter(c -> c == '{').count())
                .isEqualTo(config.chars().filter(c -> c == '}').count());
    }

    @Test
    void haproxyHasAThreadAProcessor() {
        assertThat(ServerConfigs.haproxy(8002, 9001, 3))
                .contains("nbthread 3")
                .contains("option http-no-delay")
                .contains("bind 127.0.0.1:8002 ")
                .contains("server upstream 127.0.0.1:9001 ")
                .doesNotContain("%");
    }

    @Test
    void sprueNamesTheModelOtherwiseThanItsCallers() {
        assertThat(ServerConfigs.sprue(9001, List.of(Provider.OPENAI)))
                .contains("endpoint: http://127.0.0.1:9001/v1")
                .contains("name: " + ServerConfigs.DEPLOYMENT)
                .contains("id: " + Answers.MODEL)
                .contains("access: false")
                .doesNotContain("%");
        assertThat(ServerConfigs.DEPLOYMENT).isNotEqualTo(Answers.MODEL);
    }
}
