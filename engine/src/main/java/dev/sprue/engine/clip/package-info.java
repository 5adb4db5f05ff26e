/** Pictures and texts as vectors of one space, by two small transformers trained together (as CLIP, Radford et al. 2021). */
@NullMarked
package dev.sprue.engine.clip;

import org.jspecify.annotations.NullMarked;
