package dev.sprue.engine.chat;

import java.util.ArrayList;
import java.util.List;

/**
 * Decides who goes on in a step, and with whose memory.
 *
 * <p>Somebody always does, where anybody is to: an answer holds memory for all that is known of it, or it grows and may
 * need a page more, or it holds none. The first that holds any goes on, since one that grows may take what all others hold;
 * and where nobody holds any the first finds all of it free.
 */
final class Turns {

    private Turns() {}

    /** An answer that may go on, and the generation it belongs to. */
    record Turn(Member member, Track track) {}

    /**
     * Finds memory for answers. Those that do not go on now give theirs up first; for an answer that grows, then those
     * that came last, so that whoever is first always goes on.
     *
     * @param due who is to go on, in order of arrival; not empty
     * @param idle who is not, in order of arrival
     * @return who goes on: at least one
     */
    static List<Turn> find(List<Member> due, List<Member> idle) {
        List<Turn> asking = tracks(due);
        List<Turn> givers = tracks(idle).reversed();
        List<Turn> found = new ArrayList<>();
        boolean full = false;
        for (int i = 0; i < asking.size(); i++) {
            Track track = asking.get(i).track();
            // Nobody who holds none yet takes the memory that somebody before it waits for.
            if (full && !track.holdsMemory()) {
                continue;
            }
            if (provide(track, givers, asking.subList(i + 1, asking.size()).reversed())) {
                found.add(asking.get(i));
            } else {
                full = true;
            }
        }
        if (found.isEmpty()) {
            throw new IllegalStateException("memory for keys and values is missing, and no generation holds it");
        }
        return found;
    }

    private static List<Turn> tracks(List<Member> members) {
        List<Turn> tracks = new ArrayList<>();
        for (Member member : members) {
            for (Track track : member.generation().ready()) {
                tracks.add(new Turn(member, track));
            }
        }
        return tracks;
    }

    private static boolean provide(Track track, List<Turn> idle, List<Turn> later) {
        boolean growing = track.isGrowing();
        if (track.reserve() || takeFrom(idle, track) || growing && takeFrom(later, track)) {
            return true;
        }
        // What was found so far would be missing elsewhere.
        track.yieldMemory();
        return false;
    }

    private static boolean takeFrom(List<Turn> givers, Track track) {
        for (Turn giver : givers) {
            if (giver.track().holdsMemory()) {
                giver.track().yieldMemory();
                if (track.reserve()) {
                    return true;
                }
            }
        }
        return false;
    }
}
