package community.backup.local.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** All that was claimed so far. Safe for use by several threads. */
final class Claims {
    private final List<Claim> claims = new ArrayList<>();
    private int scene;

    /** Begins a scene, by its number. */
    synchronized void begin(int number) {
        scene = number;
    }

    /** The number of the scene that runs; 0 before the first. */
    synchronized int scene() {
        return scene;
    }

    /** Claims that what was found is what is expected. */
    synchronized void claim(String what, String against, Object expected, @Nullable Object found) {
        claims.add(new Claim(scene, what, against, Objects.equals(expected, found), found + " instead of " + expected));
    }

    synchronized List<Claim> all() {
        return List.copyOf(claims);
    }

    synchronized boolean allHeld() {
        return claims.stream().allMatch(Claim::held);
    }
}
