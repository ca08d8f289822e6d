import { plainTitle } from './plain-title.js';
import type { Draft, DraftPost } from './read-draft.js';
import type { SocialPost, WrittenScene, WrittenScript } from './written-script.js';

const longestTitle = 100;
const longestCaption = 2_000;
const mostHashtags = 10;

const toHashtag = (tag: string): string =>
  `#${tag
    .replaceAll(/[^\p{L}\p{M}\p{N}_]/gu, '')
    .slice(0, 60)
    .replace(/[\ud800-\udbff]$/u, '')}`;

type Fallback = { readonly title: string; readonly caption: string; readonly tags: readonly string[] };

const toPost = (post: DraftPost | undefined, fallback: Fallback): SocialPost => {
  const tags = post === undefined || post.hashtags.length === 0 ? fallback.tags : post.hashtags;
  const hashtags = [...new Set(tags.map(toHashtag))].filter((tag) => tag.length > 1).slice(0, mostHashtags);
  const caption = (post?.caption ?? fallback.caption).replaceAll(/\s*#[\p{L}\p{N}_]+/gu, '').trim();
  return {
    title: plainTitle(post?.title ?? '', longestTitle) || fallback.title,
    caption: caption.length <= longestCaption ? caption : plainTitle(caption, longestCaption),
    hashtags,
  };
};

type PostSource = {
  readonly title: string;
  readonly scenes: readonly WrittenScene[];
  /** What a model wrote, where one did. */
  readonly draft?: Pick<Draft, 'subject' | 'social'>;
};

/** What stands beside the film on each platform: as written where it was, else from the title and the hook. */
export const finishPosts = ({ title, scenes, draft }: PostSource): WrittenScript['social'] => {
  const find = (names: readonly string[]): DraftPost | undefined =>
    names.map((name) => draft?.social.get(name)).find((post) => post !== undefined);
  const fallback = {
    title: plainTitle(title, longestTitle) || 'Video',
    caption: scenes[0]?.narration ?? title,
    tags: (draft?.subject ?? title).split(/\s+/u).filter((word) => word.length > 3),
  };
  return {
    tiktok: toPost(find(['tiktok']), fallback),
    youtubeShorts: toPost(find(['youtubeshorts', 'youtube', 'shorts']), fallback),
    instagram: toPost(find(['instagram', 'instagramreels', 'reels']), fallback),
  };
};
