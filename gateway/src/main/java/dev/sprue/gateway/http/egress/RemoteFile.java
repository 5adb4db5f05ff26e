package dev.sprue.gateway.http.egress;

import dev.sprue.gateway.http.upstream.HeapBytes;

/**
 * A file that was fetched.
 *
 * @param bytes all of it
 * @param format what it is, by its own bytes
 */
public record RemoteFile(HeapBytes bytes, MediaFormat format) {}
