package dev.sprue.conformance.openaijava;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** A tool as the client lets programs write one: its name, its description and its schema are the class's. */
@JsonClassDescription("Tells the weather in a city.")
final class GetWeather {
    /** A city that it knows. */
    enum City {
        PARIS,
        OSLO,
        ROME
    }

    @JsonPropertyDescription("Where.")
    public City city = City.ROME;

    @JsonPropertyDescription("Days from now.")
    public Day day = Day.TODAY;

    /** A day. */
    enum Day {
        TODAY,
        TOMORROW
    }
}
