/**
 * The keys of one language imposed on another, so that a missing translation does not compile. Chinese has one plural
 * form (`…_other`), other languages may add `…_one` beside it. Values may be any words.
 */
export type SameTexts<Model> = {
  readonly [Key in keyof Model]: Model[Key] extends string ? string : SameTexts<Model[Key]>;
} & {
  readonly [Key in keyof Model as Key extends `${infer Stem}_other` ? `${Stem}_one` : never]?: string;
};
