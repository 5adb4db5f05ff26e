/** {@code com.azure.resourcemanager:azure-resourcemanager-cognitiveservices}, Microsoft's own client of the management API. */
@NullMarked
package dev.sprue.conformance.resourcemanager;

import org.jspecify.annotations.NullMarked;
