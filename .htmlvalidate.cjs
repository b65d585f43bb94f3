module.exports = {
  root: true,
  extends: ["html-validate:recommended"],
  elements: ["html5"],
  rules: {
    // Matters of taste, which templates answer in their own way.
    "attribute-boolean-style": "off",
    "doctype-style": "off",
    "long-title": "off",
    "no-trailing-whitespace": "off",
    // Several boxes of one question are one answer, and have one name.
    "form-dup-name": ["error", { shared: ["radio", "checkbox", "button", "reset", "submit"] }],
    // A label that also names its field by id is understood by more programs that read aloud.
    "no-redundant-for": "off",
    // Safari takes a list without bullets for none, unless its role is said.
    "no-redundant-role": "off",
    "prefer-native-element": ["error", { exclude: ["list"] }],
  },
};
