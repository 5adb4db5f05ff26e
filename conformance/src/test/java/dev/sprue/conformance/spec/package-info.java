/**
 * The API specifications as judges of real requests and answers. The documents are reference data beside the repository;
 * where they are absent these checks are skipped and the note of skipped suites says so.
 */
@NullMarked
package dev.sprue.conformance.spec;

import org.jspecify.annotations.NullMarked;
