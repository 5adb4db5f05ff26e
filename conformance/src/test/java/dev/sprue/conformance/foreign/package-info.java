/**
 * Drives the suites that are written in other languages: checks their tools, installs their clients, starts the products
 * for them, and turns each of their tests into one of ours.
 */
@NullMarked
package dev.sprue.conformance.foreign;

import org.jspecify.annotations.NullMarked;
