package dev.sprue.gateway.http.egress;

import dev.sprue.gateway.error.ErrorCode;

/** Takes a file that is being fetched, on the event loop that asked for it; nothing comes after either end. */
public interface FetchSink {

    /**
     * So many bytes more are held.
     *
     * @return false where there is no room for them; the fetch is over then, and nothing more is heard of it
     */
    boolean holds(int bytes);

    /** The file is there. */
    void fetched(RemoteFile file);

    /**
     * It is not, and will not be.
     *
     * @param code whether it may not be fetched, could not be, or not now
     * @param reason what is wrong, as the catalogue's template wants it; nothing about what is behind an address that may
     *     not be reached
     */
    void failed(ErrorCode code, String reason);
}
