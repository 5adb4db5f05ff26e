package dev.sprue.gateway.providers.credentials;

import dev.sprue.gateway.config.Secret;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * Keys of a role, lent by AWS's Security Token Service for another issuer's token: {@code AssumeRoleWithWebIdentity}, which
 * is how pods on EKS get theirs.
 *
 * @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html">the call</a>
 */
record AwsWebIdentity(TokenClient client, Variables env) {

    private static final String VERSION = "2011-06-15";

    /** What the environment names; empty where it names none. */
    Optional<Expiring<AwsCredentials>> ofEnvironment() throws IOException, InterruptedException {
        Optional<String> file = env.get("AWS_WEB_IDENTITY_TOKEN_FILE");
        return file.isEmpty()
                ? Optional.empty()
                : Optional.of(assume(
                        Path.of(file.get()), env.need("AWS_ROLE_ARN"), env.get("AWS_ROLE_SESSION_NAME"), region()));
    }

    private Optional<String> region() {
        return env.get("AWS_REGION").or(() -> env.get("AWS_DEFAULT_REGION"));
    }

    /** Keys of a role; {@code region} says which of the service's endpoints is asked, absent: the global one. */
    Expiring<AwsCredentials> assume(Path tokenFile, String role, Optional<String> session, Optional<String> region)
            throws IOException, InterruptedException {
        Secret token = SecretFiles.credential(tokenFile);
        Map<String, String> form = new LinkedHashMap<>();
        form.put("Action", "AssumeRoleWithWebIdentity");
        form.put("Version", VERSION);
        form.put("RoleArn", role);
        form.put("RoleSessionName", session.orElse("sprue"));
        form.put("WebIdentityToken", token.value());
        TokenClient.Answer answer = client.send(TokenClient.post(endpoint(region.or(this::region)), form));
        Document xml = document(answer);
        if (answer.status() != 200) {
            throw new IOException(answer.from() + " answered with status " + answer.status() + ": "
                    + text(xml, "Code").orElse("it does not say why"));
        }
        return AwsKeys.keys(
                text(xml, "AccessKeyId").orElse(""),
                text(xml, "SecretAccessKey").orElse(""),
                text(xml, "SessionToken"),
                text(xml, "Expiration"),
                answer.from());
    }

    private String endpoint(Optional<String> region) {
        return env.get("AWS_ENDPOINT_URL_STS").orElseGet(() -> region.map(name ->
                        "https://sts." + name + (name.startsWith("cn-") ? ".amazonaws.com.cn/" : ".amazonaws.com/"))
                .orElse("https://sts.amazonaws.com/"));
    }

    /** Without any of what XML can do to a reader: no declarations, no entities, no other files. */
    private static Document document(TokenClient.Answer answer) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setExpandEntityReferences(false);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder.parse(new InputSource(new StringReader(answer.body())));
        } catch (ParserConfigurationException | SAXException unreadable) {
            throw new IOException(answer.from() + " answered with status " + answer.status() + ", but not with XML");
        }
    }

    private static Optional<String> text(Document xml, String element) {
        NodeList found = xml.getElementsByTagName(element);
        return found.getLength() == 0
                ? Optional.empty()
                : Optional.of(found.item(0).getTextContent().strip());
    }
}
