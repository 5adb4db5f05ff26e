/** The Llama architecture: hyperparameters, weights, key/value cache and the forward pass. */
@NullMarked
package dev.sprue.engine.llama;

import org.jspecify.annotations.NullMarked;
