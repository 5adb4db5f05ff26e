package dev.sprue.conformance.foreign;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Reads the report format that Node's runner and pytest both write. */
final class JUnitXml {
    private JUnitXml() {}

    /** One test a test case, passing, failing with what the case printed, or skipped, as the case did. */
    static List<DynamicTest> tests(Path report) {
        List<DynamicTest> tests = new ArrayList<>();
        for (Element testCase : cases(report)) {
            tests.add(DynamicTest.dynamicTest(testCase.getAttribute("name"), () -> repeat(testCase)));
        }
        return tests;
    }

    static boolean hasFailures(Path report) {
        return cases(report).stream().anyMatch(testCase -> !outcome(testCase).isEmpty());
    }

    private static void repeat(Element testCase) {
        List<Element> failures = outcome(testCase);
        if (!failures.isEmpty()) {
            Element failure = failures.getFirst();
            throw new AssertionError(testCase.getAttribute("name") + ": " + failure.getAttribute("message") + "\n"
                    + failure.getTextContent());
        }
        Assumptions.assumeTrue(elements(testCase, "skipped").isEmpty(), "skipped by its own suite");
    }

    private static List<Element> outcome(Element testCase) {
        List<Element> failures = new ArrayList<>(elements(testCase, "failure"));
        failures.addAll(elements(testCase, "error"));
        return failures;
    }

    private static List<Element> cases(Path report) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return elements(factory.newDocumentBuilder().parse(report.toFile()).getDocumentElement(), "testcase");
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new AssertionError("cannot read " + report, e);
        }
    }

    private static List<Element> elements(Element parent, String name) {
        NodeList nodes = parent.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            if (nodes.item(i) instanceof Element element) {
                elements.add(element);
            }
        }
        return elements;
    }
}
