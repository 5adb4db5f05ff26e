package dev.sprue.gateway.providers.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What exceptions mean, beside what the service's definition says of them. */
class BedrockErrorsTest {

    /** The statuses of the definition, but for a quota, which AWS calls the caller's fault, and is the account's. */
    @ParameterizedTest
    @CsvSource({
        "AccessDeniedException",
        "InternalServerException",
        "ModelErrorException",
        "ModelNotReadyException",
        "ModelStreamErrorException",
        "ModelTimeoutException",
        "ResourceNotFoundException",
        "ServiceUnavailableException",
        "ThrottlingException",
        "ValidationException"
    })
    void anExceptionMeansTheStatusThatTheDefinitionGivesIt(String exception) {
        assertThat(AwsExceptions.status(exception))
                .hasValue(BedrockDialectTest.definition().status(exception));
    }

    @ParameterizedTest
    @CsvSource({
        "ValidationException,ValidationException",
        "ValidationException:http://internal.amazon.com/coral/,ValidationException",
        "com.amazon.coral.service#ValidationException,ValidationException",
        "aws.protocoltests#ValidationException:http://x/,ValidationException",
        "throttlingException,ThrottlingException",
        "' x ',X",
        "'',''"
    })
    void aNameIsTheSameHoweverItIsSent(String sent, String name) {
        assertThat(AwsExceptions.name(sent)).isEqualTo(name);
    }
}
