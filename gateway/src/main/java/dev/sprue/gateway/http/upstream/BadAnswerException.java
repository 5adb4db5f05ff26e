package dev.sprue.gateway.http.upstream;

/** Says that what an upstream sent is not an HTTP/1.1 answer, or not one whose end could be told for sure. */
final class BadAnswerException extends Exception {

    BadAnswerException(String what) {
        super(what, null, false, false);
    }
}
