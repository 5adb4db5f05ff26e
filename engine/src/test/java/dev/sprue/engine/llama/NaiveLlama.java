package dev.sprue.engine.llama;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The Llama architecture written down in double precision as plainly as possible, to compare with. */
final class NaiveLlama {
    private final Map<String, float[]> weights;
    private final int width;
    private final int layers;
    private final int heads;
    private final int kvHeads;
    private final int headWidth;
    private final int ropeWidth;
    private final List<List<double[]>> keys = new ArrayList<>();
    private final List<List<double[]>> values = new ArrayList<>();

    NaiveLlama(
            Map<String, float[]> weights, int width, int layers, int heads, int kvHeads, int headWidth, int ropeWidth) {
        this.weights = weights;
        this.width = width;
        this.layers = layers;
        this.heads = heads;
        this.kvHeads = kvHeads;
        this.headWidth = headWidth;
        this.ropeWidth = ropeWidth;
        for (int layer = 0; layer < layers; layer++) {
            keys.add(new ArrayList<>());
            values.add(new ArrayList<>());
        }
    }

    double[] next(int token) {
        double[] x = new double[width];
        for (int i = 0; i < width; i++) {
            x[i] = weight("token_embd.weight")[token * width + i];
        }
        for (int layer = 0; layer < layers; layer++) {
            String prefix = "blk." + layer + ".";
            double[] attention = attention(layer, prefix, norm(x, prefix + "attn_norm.weight"));
            add(x, multiply(prefix + "attn_output.weight", attention));
            double[] normed = norm(x, prefix + "ffn_norm.weight");
            double[] gate = multiply(prefix + "ffn_gate.weight", normed);
            double[] up = multiply(prefix + "ffn_up.weight", normed);
            for (int i = 0; i < gate.length; i++) {
                gate[i] = gate[i] / (1 + Math.exp(-gate[i])) * up[i];
            }
            add(x, multiply(prefix + "ffn_down.weight", gate));
        }
        String output = weights.containsKey("output.weight") ? "output.weight" : "token_embd.weight";
        return multiply(output, norm(x, "output_norm.weight"));
    }

    private double[] attention(int layer, String prefix, double[] x) {
        int position = keys.get(layer).size();
        double[] query = multiply(prefix + "attn_q.weight", x);
        double[] key = multiply(prefix + "attn_k.weight", x);
        rotate(query, heads, position);
        rotate(key, kvHeads, position);
        keys.get(layer).add(key);
        values.get(layer).add(multiply(prefix + "attn_v.weight", x));
        double[] out = new double[heads * headWidth];
        for (int head = 0; head < heads; head++) {
            int kv = head / (heads / kvHeads) * headWidth;
            double[] scores = new double[position + 1];
            double total = 0;
            for (int p = 0; p <= position; p++) {
                double dot = 0;
                for (int i = 0; i < headWidth; i++) {
                    dot += query[head * headWidth + i] * keys.get(layer).get(p)[kv + i];
                }
                scores[p] = Math.exp(dot / Math.sqrt(headWidth));
                total += scores[p];
            }
            for (int p = 0; p <= position; p++) {
                for (int i = 0; i < headWidth; i++) {
                    out[head * headWidth + i] +=
                            scores[p] / total * values.get(layer).get(p)[kv + i];
                }
            }
        }
        return out;
    }

    private void rotate(double[] x, int count, int position) {
        for (int head = 0; head < count; head++) {
            for (int i = 0; i < ropeWidth; i += 2) {
                double angle = position * Math.pow(10_000, -(double) i / ropeWidth);
                int at = head * headWidth + i;
                double a = x[at];
                double b = x[at + 1];
                x[at] = a * Math.cos(angle) - b * Math.sin(angle);
                x[at + 1] = a * Math.sin(angle) + b * Math.cos(angle);
            }
        }
    }

    private double[] norm(double[] x, String name) {
        double squares = 0;
        for (double value : x) {
            squares += value * value;
        }
        double[] out = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            out[i] = x[i] / Math.sqrt(squares / x.length + 1e-5) * weight(name)[i];
        }
        return out;
    }

    private double[] multiply(String name, double[] x) {
        float[] matrix = weight(name);
        double[] out = new double[matrix.length / x.length];
        for (int row = 0; row < out.length; row++) {
            for (int column = 0; column < x.length; column++) {
                out[row] += matrix[row * x.length + column] * x[column];
            }
        }
        return out;
    }

    private static void add(double[] x, double[] more) {
        for (int i = 0; i < x.length; i++) {
            x[i] += more[i];
        }
    }

    private float[] weight(String name) {
        return java.util.Objects.requireNonNull(weights.get(name), name);
    }
}
