package dev.sprue.gateway.testing.processes;

import java.io.IOException;
import java.util.Arrays;

/** Runs a program that ends, whatever it does, when its standard input does: with the process that started it. */
public final class Leash {

    private Leash() {}

    /** Runs the main class that the first argument names with the others. */
    public static void main(String[] args) throws ReflectiveOperationException {
        Thread.ofPlatform().daemon().name("leash").start(Leash::hold);
        Class.forName(args[0]).getMethod("main", String[].class).invoke(null, (Object)
                Arrays.copyOfRange(args, 1, args.length));
    }

    private static void hold() {
        try {
            while (System.in.read() >= 0) {
                // Nobody writes; it ends with the parent.
            }
        } catch (IOException broken) {
            // The same.
        }
        Runtime.getRuntime().halt(1);
    }
}
