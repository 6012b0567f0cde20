package community.backup.local.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** All that was claimed so far. */
final class Claims {
    private final List<Claim> claims = new ArrayList<>();
    private int scene;

    /** Begins the next scene. */
    void nextScene() {
        scene++;
    }

    /** Claims that what was found is what is expected. */
    void claim(String what, String against, Object expected, @Nullable Object found) {
        claims.add(new Claim(scene, what, against, Objects.equals(expected, found), found + " instead of " + expected));
    }

    List<Claim> all() {
        return List.copyOf(claims);
    }

    boolean allHeld() {
        return claims.stream().allMatch(Claim::held);
    }
}
