@NullMarked
package community.backup.local.lambda.handler;

import org.jspecify.annotations.NullMarked;
