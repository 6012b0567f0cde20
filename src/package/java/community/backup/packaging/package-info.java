/** What the build does to the libraries in the package, beside shrinking them. */
package community.backup.packaging;
