package dev.sprue.engine.worker;

import dev.sprue.engine.image.Pictures;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Polygon;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Pictures drawn with Java's own means, in none of the ways in which the training drew, by what they show. */
final class Drawings {

    private Drawings() {}

    /** Returns pictures, as data URLs, by a text that says what each shows. */
    static Map<String, String> byText() {
        Map<String, String> drawings = new LinkedHashMap<>();
        drawings.put("a red circle", url("png", Color.WHITE, g -> {
            g.setColor(Color.RED);
            g.fillOval(90, 60, 120, 120);
        }));
        drawings.put("a blue square", url("jpeg", Color.WHITE, g -> {
            g.setColor(new Color(20, 60, 220));
            g.fillRect(100, 70, 110, 110);
        }));
        drawings.put("a green triangle on a black background", url("png", Color.BLACK, g -> {
            g.setColor(new Color(40, 190, 70));
            g.fillPolygon(new Polygon(new int[] {150, 230, 70}, new int[] {40, 190, 190}, 3));
        }));
        drawings.put("a yellow star on a blue background", url("gif", new Color(20, 40, 160), g -> {
            g.setColor(new Color(250, 220, 30));
            Polygon star = new Polygon();
            for (int i = 0; i < 10; i++) {
                double r = i % 2 == 0 ? 90 : 38;
                star.addPoint((int) (150 + r * Math.sin(i * Math.PI / 5)), (int) (120 - r * Math.cos(i * Math.PI / 5)));
            }
            g.fillPolygon(star);
        }));
        drawings.put("a purple circle left of an orange square", url("png", Color.WHITE, g -> {
            g.setColor(new Color(130, 40, 180));
            g.fillOval(30, 85, 80, 80);
            g.setColor(new Color(255, 140, 0));
            g.fillRect(190, 85, 75, 75);
        }));
        drawings.put("black and white horizontal stripes", url("png", Color.WHITE, g -> {
            g.setColor(Color.BLACK);
            for (int y = 0; y < 240; y += 60) {
                g.fillRect(0, y, 300, 30);
            }
        }));
        drawings.put("a bar chart", url("png", Color.WHITE, g -> {
            g.setColor(Color.DARK_GRAY);
            g.setStroke(new BasicStroke(3));
            g.drawLine(30, 15, 30, 215);
            g.drawLine(30, 215, 285, 215);
            g.setColor(new Color(30, 90, 200));
            int[] heights = {60, 130, 90, 170, 110};
            for (int i = 0; i < heights.length; i++) {
                g.fillRect(45 + 48 * i, 213 - heights[i], 32, heights[i]);
            }
        }));
        return drawings;
    }

    private static String url(String format, Color ground, Consumer<Graphics2D> drawing) {
        BufferedImage image = new BufferedImage(300, 240, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setColor(ground);
        g.fillRect(0, 0, 300, 240);
        drawing.accept(g);
        g.dispose();
        return url(format, Pictures.written(image, format, false));
    }

    /** Returns a file as a data URL. */
    static String url(String format, byte[] file) {
        return "data:image/" + format + ";base64," + Base64.getEncoder().encodeToString(file);
    }
}
