package dev.sprue.gateway.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The forms that texts in the configuration can be held to. */
public enum Form {
    /** The name of a resource, a deployment or a provider. */
    NAME(
            "2 to 64 letters, digits, '_', '.' or '-', the first a letter or digit",
            matching("[a-zA-Z0-9][a-zA-Z0-9_.-]{1,63}")),
    /** The name of a region. */
    REGION(
            "1 to 64 letters, digits, blanks, '_' or '-', the first a letter or digit",
            matching("[a-zA-Z0-9][a-zA-Z0-9 _-]{0,63}")),
    /** The name of a resource group. */
    RESOURCE_GROUP(
            "1 to 90 letters, digits, '_', '-', '.' or parentheses, the last not a '.'",
            matching("[a-zA-Z0-9_().-]{0,89}[a-zA-Z0-9_()-]")),
    /** A GUID. */
    GUID(
            "a GUID (8-4-4-4-12 hexadecimal digits)",
            matching("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}")),
    /** A directory of Entra ID. */
    TENANT("a GUID or a domain of the directory", Form::isDnsName),
    /** A deployment's capacity type. */
    SKU("a SKU name", Form::isSku),
    /** An address or a block of addresses. */
    CIDR("an IPv4 or IPv6 address or CIDR block", Cidr::isValid),
    /** An address to bind to. */
    HOST("an IP address or a host name", text -> Cidr.isAddress(text) || isDnsName(text)),
    /** A DNS name. */
    DOMAIN("a DNS name", Form::isDnsName),
    /** One label of a DNS name, as regions of clouds are named. */
    DNS_LABEL("letters, digits and hyphens", matching("[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?")),
    /** A project of Google Cloud, by its id or number. */
    GOOGLE_PROJECT("the id or number of a project", matching("[a-zA-Z0-9][a-zA-Z0-9.:-]{0,99}")),
    /** The size of a picture. */
    IMAGE_SIZE("a width and a height in pixels, such as 1024x1024", matching("[1-9][0-9]{0,4}x[1-9][0-9]{0,4}")),
    /** The base address of an upstream. */
    HTTP_URL(
            "an address that begins with http:// or https:// and names a host, without query or fragment",
            Form::isHttpUrl),
    /** A path on an upstream. */
    URL_PATH(
            "a path that begins with '/', of printable ASCII characters without blanks and '#'",
            matching("/[!-\"$-~]{0,1023}")),
    /** A version of one of Azure's APIs. */
    API_VERSION(
            "a date such as 2024-10-21 or 2024-10-01-preview, 'v1' or 'preview'",
            matching("v1|preview|20[0-9]{2}-[01][0-9]-[0-3][0-9](-preview)?")),
    /** Where web pages come from, as browsers write it. */
    ORIGIN(
            "'*', or an origin such as https://app.example.com or http://localhost:3000: scheme, host and port, and"
                    + " nothing after them",
            matching("\\*|[a-zA-Z][a-zA-Z0-9+.-]*://(\\[[0-9a-fA-F:.]+]|[a-zA-Z0-9_.-]+)(:[0-9]{1,5})?")),
    /** A region of AWS. */
    AWS_REGION("the name of a region of AWS, such as us-east-1", matching("[a-z]{2,5}(-[a-z0-9]+){1,4}")),
    /** Where a database is, as JDBC writes it. */
    POSTGRESQL_URL("an address such as jdbc:postgresql://host:5432/name", matching("jdbc:postgresql:[!-~]{1,2000}")),
    /** Where a key is kept. */
    KEY_PLACE("file:PATH or env:NAME", matching("file:.{1,4000}|env:[A-Za-z_][A-Za-z0-9_]*")),
    /** A resource's key. */
    RESOURCE_KEY("at least 16 printable ASCII characters, no blanks", matching("[!-~]{16,512}")),
    /** A credential that is sent in a header. */
    CREDENTIAL("printable ASCII characters, no blanks", matching("[!-~]{1,16384}"));

    /** The SKU names of Azure OpenAI deployments. */
    static final List<String> SKUS = List.of(
            "GlobalStandard",
            "DataZoneStandard",
            "Standard",
            "GlobalProvisionedManaged",
            "DataZoneProvisionedManaged",
            "ProvisionedManaged",
            "GlobalBatch",
            "DataZoneBatch",
            "DeveloperTier");

    private static final Pattern DNS = Pattern.compile(
            "(?=.{1,253}$)[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(\\.[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*");

    private final String description;
    private final Predicate<String> test;

    Form(String description, Predicate<String> test) {
        this.description = description;
        this.test = test;
    }

    /** What the form asks for, as it follows "must be". */
    public String description() {
        return this == SKU ? "one of " + String.join(", ", SKUS) : description;
    }

    /** Whether a text has the form. */
    public boolean accepts(String text) {
        return test.test(text);
    }

    /** The word that a text was perhaps meant to be, for forms that know all theirs. */
    Optional<String> nearest(String text) {
        return this == SKU ? Nearest.to(text, SKUS) : Optional.empty();
    }

    private static Predicate<String> matching(String regex) {
        return Pattern.compile(regex).asMatchPredicate();
    }

    private static boolean isSku(String text) {
        return SKUS.contains(text);
    }

    private static boolean isDnsName(String text) {
        return DNS.matcher(text).matches();
    }

    private static boolean isHttpUrl(String text) {
        try {
            URI uri = new URI(text);
            return ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && uri.getPort() <= 65535;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
