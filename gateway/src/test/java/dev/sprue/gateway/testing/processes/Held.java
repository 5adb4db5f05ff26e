package dev.sprue.gateway.testing.processes;

import dev.sprue.gateway.testing.ScriptedUpstream;
import dev.sprue.gateway.testing.SpecifiedUpstream;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/** An upstream whose streams stand still after their first event until they may go on. */
final class Held implements ScriptedUpstream.Script {

    private final SpecifiedUpstream plain = new SpecifiedUpstream();
    private volatile CountDownLatch mayEnd = new CountDownLatch(1);

    /** Lets the streams of this moment end, and holds those to come. */
    void release() {
        CountDownLatch before = mayEnd;
        mayEnd = new CountDownLatch(1);
        before.countDown();
    }

    @Override
    public void answer(ScriptedUpstream.Request request, ScriptedUpstream.Connection connection)
            throws IOException, InterruptedException {
        if (!request.body().contains("\"stream\":true")) {
            plain.answer(request, connection);
            return;
        }
        CountDownLatch end = mayEnd;
        connection.stream().chunk("data: " + SpecifiedUpstream.FIRST_EVENT + "\n\n");
        end.await();
        connection
                .chunk("data: " + SpecifiedUpstream.LAST_EVENT + "\n\ndata: " + SpecifiedUpstream.USAGE_EVENT
                        + "\n\ndata: [DONE]\n\n")
                .end();
    }
}
