/** A user's module. */
module demo.modular {
  exports demo.modular;
}
