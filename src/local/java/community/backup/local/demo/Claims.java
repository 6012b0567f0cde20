package community.backup.local.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** All claims so far. Thread-safe. */
final class Claims {
    private final List<Claim> claims = new ArrayList<>();
    private int scene;

    /** Begins a scene, by its number. */
    synchronized void begin(int number) {
        scene = number;
    }

    /** The number of the present scene; 0 before the first. */
    synchronized int scene() {
        return scene;
    }

    /** Adds a claim. It holds if the two values are equal. */
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
