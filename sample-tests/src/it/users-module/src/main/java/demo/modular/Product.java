package demo.modular;

/** What the module's tests test, from inside of its package. */
public final class Product {

  private Product() {}

  static String hidden() {
    return "seen by tests of the package";
  }
}
