package dev.sprue.bench;

import dev.sprue.bench.upstream.UpstreamServer;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The upstream as a process: prints its port, and ends when its standard input does. */
@Command(name = "upstream", hidden = true)
final class UpstreamCommand implements Callable<Integer> {

    @Option(names = "--spin", arity = "1")
    private boolean spin;

    @Override
    public Integer call() throws IOException {
        try (UpstreamServer server = new UpstreamServer(spin)) {
            Thread.ofPlatform().daemon().name("upstream-end").start(() -> closeAtEnd(server));
            System.out.println(server.port());
            server.run();
        }
        return 0;
    }

    private static void closeAtEnd(UpstreamServer server) {
        try {
            while (System.in.read() >= 0) {
                // What comes does not matter.
            }
        } catch (IOException gone) {
            // So it has ended.
        }
        server.close();
    }
}
