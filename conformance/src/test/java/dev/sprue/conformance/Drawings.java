package dev.sprue.conformance;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import javax.imageio.ImageIO;

/** Pictures that the built-in model tells apart, drawn when they are asked for. */
public final class Drawings {
    private static final int SIDE = 240;

    private Drawings() {}

    /** How to draw them, by what they show. */
    public static Map<String, Consumer<Graphics2D>> all() {
        Map<String, Consumer<Graphics2D>> drawings = new LinkedHashMap<>();
        drawings.put("a red circle", Drawings::redCircle);
        drawings.put("a blue square", g -> {
            g.setColor(new Color(30, 60, 220));
            g.fillRect(65, 65, 110, 110);
        });
        drawings.put("a yellow circle above a green square", g -> {
            g.setColor(new Color(250, 220, 40));
            g.fillOval(80, 20, 80, 80);
            g.setColor(new Color(30, 150, 60));
            g.fillRect(80, 140, 80, 80);
        });
        drawings.put("red and white vertical stripes", g -> {
            g.setColor(new Color(210, 20, 40));
            for (int x = 0; x < SIDE; x += 60) {
                g.fillRect(x, 0, 30, SIDE);
            }
        });
        return drawings;
    }

    /** Draws one of them. */
    public static void redCircle(Graphics2D g) {
        g.setColor(Color.RED);
        g.fillOval(60, 60, 120, 120);
    }

    /** Writes a drawing on white to a new file of a format that {@link ImageIO} writes. */
    public static Path file(Path folder, String format, Consumer<Graphics2D> drawing) throws IOException {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, SIDE, SIDE);
        drawing.accept(g);
        g.dispose();
        Path file = folder.resolve(System.nanoTime() + "." + format);
        ImageIO.write(image, format, file.toFile());
        return file;
    }
}
