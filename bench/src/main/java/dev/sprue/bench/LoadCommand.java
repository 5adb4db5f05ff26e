package dev.sprue.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.bench.load.LoadGenerator;
import dev.sprue.bench.load.LoadPlan;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The generator as a process: for each plan, a line of JSON on standard input, it prints a line with the result. */
@Command(name = "load", hidden = true)
final class LoadCommand implements Callable<Integer> {

    @Option(names = "--spin", arity = "1")
    private boolean spin;

    @Override
    public Integer call() throws IOException {
        ObjectMapper json = new ObjectMapper();
        BufferedReader plans = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = plans.readLine(); line != null; line = plans.readLine()) {
            LoadPlan plan = json.readValue(line, LoadPlan.class);
            System.out.println(json.writeValueAsString(LoadGenerator.run(plan, spin)));
        }
        return 0;
    }
}
