/** Weight matrices in their stored number formats, and the kernels that multiply them. */
@NullMarked
package dev.sprue.engine.tensor;

import org.jspecify.annotations.NullMarked;
