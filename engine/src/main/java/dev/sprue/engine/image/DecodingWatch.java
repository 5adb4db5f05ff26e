package dev.sprue.engine.image;

import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;
import javax.imageio.event.IIOReadWarningListener;

/** Ends a decoding that takes too long, and remembers whether the reader had to make data up. */
final class DecodingWatch implements IIOReadProgressListener, IIOReadWarningListener {
    private final ImageReader reader;
    private final long deadlineNs;
    private boolean late;
    private boolean invented;

    DecodingWatch(ImageReader reader, long deadlineNs) {
        this.reader = reader;
        this.deadlineNs = deadlineNs;
    }

    /** Refuses what was decoded where it is not all of the picture. */
    void check(ImageFormat format) throws ImageException {
        if (late) {
            throw new ImageException("decoding it takes too long");
        }
        if (invented) {
            throw format.damaged("its compressed data cannot be read");
        }
    }

    /**
     * The JDK's JPEG reader goes on with grey where data is missing or broken, and only warns, in the words of libjpeg.
     * Extra bytes between segments are harmless and common.
     */
    @Override
    public void warningOccurred(ImageReader source, String warning) {
        boolean broken = warning.startsWith("Corrupt JPEG data") || warning.startsWith("Premature end");
        invented |= broken && !warning.contains("extraneous bytes");
    }

    @Override
    public void imageProgress(ImageReader source, float percentageDone) {
        watch();
    }

    @Override
    public void imageStarted(ImageReader source, int imageIndex) {
        watch();
    }

    private void watch() {
        if (System.nanoTime() - deadlineNs > 0) {
            late = true;
            reader.abort();
        }
    }

    @Override
    public void imageComplete(ImageReader source) {}

    @Override
    public void readAborted(ImageReader source) {}

    @Override
    public void sequenceStarted(ImageReader source, int minIndex) {}

    @Override
    public void sequenceComplete(ImageReader source) {}

    @Override
    public void thumbnailStarted(ImageReader source, int imageIndex, int thumbnailIndex) {}

    @Override
    public void thumbnailProgress(ImageReader source, float percentageDone) {}

    @Override
    public void thumbnailComplete(ImageReader source) {}
}
