package dev.sprue.conformance.openaijava;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Optional;

/** An answer's form as the client lets programs write one; every instance of it is short. */
final class Thing {
    /** What it is painted in. */
    enum Colour {
        RED,
        GREEN,
        BLUE
    }

    /** How it lies. */
    static final class Place {
        public boolean upright;
    }

    @JsonPropertyDescription("What it is painted in.")
    public Colour colour = Colour.RED;

    public Place place = new Place();

    public Optional<Boolean> heavy = Optional.empty();
}
