/** Chat completions: the prompt template, stop strings, and the generation loop one step at a time. */
@NullMarked
package dev.sprue.engine.chat;

import org.jspecify.annotations.NullMarked;
